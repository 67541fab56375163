// The shape of a piece of a page as lines: elements, roles, what points at what. Read by tests only.
//
// Left out: classes, data attributes, values, names (nothing is submitted here) except that radios of a group share one,
// the words themselves except those for screen readers alone. Ids become numbers in the order in which they appear.
// Boxes (div, span, strong) that mean nothing, with no role and nothing pointing at them, are opened.
window.shape = (html, selector, most) => {
    const place = document.createElement('div');
    place.innerHTML = html;
    document.body.replaceChildren(place);
    const root = selector ? place.querySelector(selector) : place.firstElementChild;
    const POINTERS = ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls'];
    const KEPT = ['type', 'role', 'inputmode', 'autocomplete', 'autocapitalize', 'spellcheck', 'maxlength', 'rows', 'open',
        'hidden', 'disabled', 'tabindex', 'aria-label', 'aria-live', 'aria-hidden', 'aria-expanded', 'aria-invalid'];
    const all = [root, ...root.querySelectorAll('*')];
    const pointed = new Set(all.flatMap(it => POINTERS.flatMap(name => it.getAttribute(name)?.split(/\s+/) ?? [])));
    const numbers = new Map();
    const number = id => {
        if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
        return `#${numbers.get(id)}`;
    };
    const isForReaders = it => it.matches('.govuk-visually-hidden, .hidden-words');
    const isBox = it => it.matches('div, span, strong') && !it.hasAttribute('role') && !pointed.has(it.id) && !isForReaders(it);
    const lines = [];
    const said = (it, depth) => {
        const words = [it.matches('div, span, strong') ? 'box' : it.tagName.toLowerCase()];
        if (it.id && pointed.has(it.id)) words.push(number(it.id));
        for (const name of KEPT) {
            if (it.hasAttribute(name)) words.push(`${name}=${it.getAttribute(name)}`);
        }
        for (const name of POINTERS) {
            if (it.hasAttribute(name)) words.push(`${name}=${it.getAttribute(name).split(/\s+/).map(number).join(',')}`);
        }
        if (it.type === 'radio') words.push(`group=${number(`name ${it.name}`)}`);
        if (isForReaders(it)) words.push(`“${it.textContent.trim()}”`);
        lines.push(`${'  '.repeat(depth)}${words.join(' ')}`);
    };
    // Entries of a list, of which theirs and ours have different numbers.
    const isItem = it => it.matches('li, .govuk-radios__item, .choice, dl > div, dt, dd');
    const walk = (it, depth) => {
        const isOpened = isBox(it);
        if (!isOpened) said(it, depth);
        const children = Array.from(it.children);
        const before = child => children.filter(it => isItem(it) && it.tagName === child.tagName).indexOf(child);
        children.filter(child => !isItem(child) || before(child) < most)
            .forEach(child => walk(child, isOpened ? depth : depth + 1));
    };
    walk(root, 0);
    return lines;
};
