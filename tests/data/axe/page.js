// What the accessibility tests ask of a page besides axe. Read by tests only.
window.asked = (() => {
    const TARGET = 44;
    const REACHABLE = 'button, a[href], input, textarea, select, summary, [tabindex="0"]';

    const isShown = it => it.checkVisibility ? it.checkVisibility({ visibilityProperty: true }) : it.getClientRects().length > 0;

    // A path one can find again: the nearest id, then tags and places.
    const path = it => {
        if (!it || it === document.body) return 'body';
        if (it.id) return `#${it.id}`;
        const same = Array.from(it.parentElement.children).filter(other => other.tagName === it.tagName);
        const at = same.length > 1 ? `:nth-of-type(${same.indexOf(it) + 1})` : '';
        return `${path(it.parentElement)}>${it.tagName.toLowerCase()}${at}`;
    };

    const words = it => `${path(it)} “${(it.labels?.[0] ?? it).textContent.trim().slice(0, 40)}”`;

    // What a finger may hit for this: the thing itself, or the label around it.
    const target = it => it.closest('label.choice') ?? it;

    const look = it => [it, target(it)].map(each => {
        const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(each);
        return outlineStyle === 'none' ? `none ${boxShadow}` : `${outlineStyle} ${outlineWidth} ${outlineColor} ${boxShadow}`;
    }).join(' / ');

    // Whether some of it can be seen where it stands: it is not wholly under a bar or beyond the edge.
    const isSeen = it => {
        const { left, top, right, bottom } = target(it).getBoundingClientRect();
        const parts = [0.08, 0.5, 0.92];
        return parts.some(x => parts.some(y => {
            const at = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
            return at && (target(it).contains(at) || at.contains(it) && at.matches('label'));
        }));
    };

    // Begins to note where the focus goes, and puts it at the beginning.
    const listen = () => {
        document.activeElement?.blur();
        const all = Array.from(document.querySelectorAll(REACHABLE)).filter(isShown);
        const before = new Map(all.map(it => [it, look(it)]));
        const noted = { all, stops: [], plain: [], small: [], hidden: [] };
        noted.came = ({ target: it }) => {
            if (!before.has(it)) return;
            noted.stops.push(it);
            if (look(it) === before.get(it)) noted.plain.push(it);
            const { width, height } = target(it).getBoundingClientRect();
            if (Math.round(width) < TARGET || Math.round(height) < TARGET) {
                noted.small.push(`${words(it)} ${Math.round(width)}×${Math.round(height)}`);
            }
        };
        noted.went = ({ target: it }) => {
            if (before.has(it) && document.contains(it) && !isSeen(it)) noted.hidden.push(words(it));
        };
        addEventListener('focusin', noted.came, true);
        addEventListener('focusout', noted.went, true);
        window.noted = noted;
        // From the heading, or before the first thing where the heading takes no focus.
        const heading = document.querySelector('h1[tabindex]');
        (heading ?? all[all.length - 1]).focus();
        [noted.stops, noted.plain, noted.small, noted.hidden].forEach(list => { list.length = 0; });
    };

    // One answer of a group is reached by Tab, the others from it by the arrows.
    const isReached = (it, stops) => stops.has(it) || it.type === 'radio'
        && Array.from(stops).some(stop => stop.type === 'radio' && stop.name === it.name && stop.form === it.form);

    const heard = () => {
        const { all, stops, plain, small, hidden, came, went } = window.noted;
        removeEventListener('focusin', came, true);
        removeEventListener('focusout', went, true);
        const reached = new Set(stops);
        const once = list => Array.from(new Set(list));
        // What looked as before when the focus came is asked once more: a page may still be drawn when it is listened to.
        document.activeElement?.blur();
        const looksSame = it => {
            it.focus();
            const focused = look(it);
            it.blur();
            return look(it) === focused;
        };
        const still = plain.filter(it => document.contains(it) && looksSame(it));
        return {
            all: all.length,
            stops: reached.size,
            unreached: all.filter(it => document.contains(it) && !isReached(it, reached)).map(words),
            plain: once(still.map(words)),
            small: once(small),
            hidden: once(hidden),
        };
    };

    // Whether the focus has been all the way round.
    const isRound = () => {
        const { stops } = window.noted;
        return stops.length > 1 && stops.indexOf(stops[stops.length - 1]) < stops.length - 1;
    };

    // What makes the page wider than its window.
    const tooWide = () => {
        const page = document.scrollingElement;
        if (page.scrollWidth <= innerWidth + 1) return [];
        const wide = Array.from(document.body.querySelectorAll('*')).filter(it => it.getBoundingClientRect().right > innerWidth + 1);
        return [`${page.scrollWidth} in ${innerWidth}`, ...wide.slice(-3).map(path)];
    };

    // The dark colours, whatever the system says: the style's own rules for them are let in everywhere.
    const dark = isOn => {
        let rules = 0;
        for (const sheet of document.styleSheets) {
            for (const rule of sheet.cssRules) {
                if (!rule.media) continue;
                rule.wasMedia ??= rule.media.mediaText;
                if (!rule.wasMedia.includes('prefers-color-scheme: dark')) continue;
                rule.media.mediaText = isOn ? 'all' : rule.wasMedia;
                rules += 1;
            }
        }
        return rules;
    };

    const axe = tags => {
        window.axeSaid = null;
        // A colour that is still on its way to another is neither of the two.
        document.getAnimations().forEach(it => it.finish());
        // Nor can a colour be judged under the bar that stays at the bottom: it stands at the page's end meanwhile.
        const bars = Array.from(document.querySelectorAll('.bottom'));
        bars.forEach(bar => { bar.style.position = 'static'; });
        const line = (rule, node) => `${rule.id}: ${node.target.join(' ')}: ${rule.help}`;
        const lines = rules => rules.flatMap(rule => rule.nodes.map(node => line(rule, node)));
        window.axe.run(document, { runOnly: { type: 'tag', values: tags } }).then(
            ({ violations, incomplete, passes, inapplicable }) => {
                bars.forEach(bar => { bar.style.position = ''; });
                const ids = rules => rules.map(rule => rule.id);
                window.axeSaid = {
                    violations: lines(violations), incomplete: lines(incomplete),
                    applied: ids([...violations, ...incomplete, ...passes]), inapplicable: ids(inapplicable),
                };
            },
            problem => { window.axeSaid = { problem: String(problem) }; },
        );
    };

    return { listen, heard, isRound, tooWide, dark, axe };
})();
