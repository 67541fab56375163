// What the tests ask of a screen in front of a family. Read by tests only.
window.family = (() => {
    const CONTROLS = 'button, a[href], input:not([type=radio], [type=checkbox]), textarea, summary, label.choice, .pad';

    const isShown = it => it.checkVisibility({ visibilityProperty: true });
    const squeezed = text => text.replace(/\s+/g, ' ').trim();
    const name = it => `${it.tagName.toLowerCase()}${it.id ? `#${it.id}` : ''} “${squeezed(it.textContent || it.ariaLabel || '').slice(0, 60)}”`;
    const languageOf = it => it.closest('[lang]')?.lang;
    const shownTexts = () => {
        const walker = document.createTreeWalker(document.querySelector('.family'), NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) {
            const text = walker.currentNode;
            if (squeezed(text.data) && isShown(text.parentElement)) texts.push(text);
        }
        return texts;
    };

    // What stands outside the brackets around each translated sentence, and what inside them.
    const parted = text => {
        let depth = 0;
        const parts = { outside: '', inside: '' };
        for (const letter of text) {
            if (letter === '⟧') depth -= 1;
            if (letter === '⟦' || letter === '⟧') parts.inside += ' ';
            else parts[depth > 0 ? 'inside' : 'outside'] += letter;
            if (letter === '⟦') depth += 1;
        }
        return parts;
    };

    // Words outside English that nobody translated, and the plain ones that were filled into translated sentences.
    const words = () => {
        const said = new Map();
        for (const text of shownTexts()) {
            if (languageOf(text.parentElement) === 'en') continue;
            const whole = text.parentElement.closest('[data-block], p, h1, h2, legend, button, label, li, span.pill, div');
            const own = said.get(whole) ?? '';
            said.set(whole, own + text.data);
        }
        const spoken = Array.from(document.querySelectorAll('.family [aria-label]')).filter(it => languageOf(it) !== 'en');
        const all = [...Array.from(said.values()), ...spoken.map(it => it.ariaLabel)].map(parted);
        const hasLetters = text => /\p{L}/u.test(text);
        return {
            texts: all.length,
            untranslated: all.map(it => squeezed(it.outside)).filter(hasLetters),
            filled: Array.from(new Set(all.flatMap(it => it.inside.match(/[\p{L}’-]+/gu) ?? []))).filter(it => /[aeiou]/.test(it) && /^[\p{ASCII}’]+$/u.test(it)),
        };
    };

    const rectangles = node => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return Array.from(range.getClientRects()).filter(it => it.width > 0.5);
    };
    const isWithin = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
    const meet = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1.5
        && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1.5;

    const layout = () => {
        const faults = [];
        const page = document.scrollingElement;
        if (page.scrollWidth > innerWidth + 1) faults.push(`the page is ${page.scrollWidth} wide in ${innerWidth}`);
        for (const it of document.querySelectorAll('.family, .family *')) {
            const isHidden = it.closest('.hidden-words');
            if (!isHidden && isShown(it) && it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1) faults.push(`${name(it)} is wider than its place`);
        }
        for (const text of shownTexts()) {
            if (text.parentElement.closest('.hidden-words')) continue;
            const box = text.parentElement.closest('button, .choice, .card, .banner, .bottom, .page');
            const place = box.getBoundingClientRect();
            const isTall = box.matches('button, .choice');
            for (const line of rectangles(text)) {
                if (!isWithin(line, place)) faults.push(`“${squeezed(text.data)}” leaves ${name(box)} sideways`);
                else if (isTall && (line.top < place.top - 1 || line.bottom > place.bottom + 1)) faults.push(`“${squeezed(text.data)}” leaves ${name(box)}`);
            }
        }
        // The bar stays at the bottom over what scrolls under it: within each of the two nothing lies on anything else.
        for (const part of document.querySelectorAll('.family .page, .family .bottom')) {
            const controls = Array.from(part.querySelectorAll(CONTROLS)).filter(isShown);
            const texts = Array.from(part.querySelectorAll('p, h1, h2, legend, .english, .picture')).filter(it => isShown(it) && !it.closest('.hidden-words'));
            const all = [...controls, ...texts].map(it => [it, it.getBoundingClientRect()]);
            all.forEach(([one, place], n) => all.slice(n + 1).forEach(([other, place2]) => {
                if (!one.contains(other) && !other.contains(one) && meet(place, place2)) faults.push(`${name(one)} lies on ${name(other)}`);
            }));
        }
        return Array.from(new Set(faults));
    };

    // Which way it runs: the page theirs, the English its own.
    const direction = () => {
        const faults = [];
        const frame = document.querySelector('.family');
        const wanted = frame.dir || 'ltr';
        for (const text of shownTexts()) {
            const it = text.parentElement;
            const own = getComputedStyle(it).direction;
            const fits = languageOf(it) === 'en' ? own === 'ltr' || !!it.closest('.choices') : own === wanted;
            if (!fits) faults.push(`${name(it)} runs ${own}`);
        }
        // A telephone number is read from the left in every language.
        let numbers = 0;
        for (const text of shownTexts()) {
            for (const number of text.data.matchAll(/\d{5} \d{3} \d{3}/g)) {
                const [first, last] = [0, number[0].length - 1].map(at => {
                    const range = document.createRange();
                    range.setStart(text, number.index + at);
                    range.setEnd(text, number.index + at + 1);
                    return range.getBoundingClientRect();
                });
                numbers += 1;
                if (Math.abs(first.top - last.top) < 2 && first.left > last.left) faults.push(`${number[0]} is turned round`);
            }
        }
        return { dir: frame.dir, lang: frame.lang, numbers, faults };
    };

    const targets = () => Array.from(document.querySelectorAll(CONTROLS)).filter(it => isShown(it) && it.closest('.family')).map(it => {
        const { width, height } = it.getBoundingClientRect();
        const isMain = it.matches('.bottom *, label:has([name=answer])');
        return { name: name(it), is_main: isMain, width: Math.round(width), height: Math.round(height) };
    });

    // How far below what can be seen the last answer ends, without scrolling.
    const answersBelow = () => {
        const answers = document.querySelectorAll('label:has([name=answer])');
        if (!answers.length) return 0;
        const last = answers[answers.length - 1].getBoundingClientRect();
        return Math.round(last.bottom - document.querySelector('.bottom').getBoundingClientRect().top);
    };

    return { words, layout, direction, targets, answersBelow };
})();
