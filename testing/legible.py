"""Whether the texts of a page can be read: what is cut off, spills, overlaps or lies outside, measured in the page."""

from playwright.sync_api import Page

READ = """() => {
    const found = [];
    const complain = (fault, words, where) =>
        found.push(`${fault}: “${words.trim().slice(0, 60)}” in .${[...where.classList].join('.') || where.tagName}`);
    // A row of views on a phone is meant to be drawn sideways; the name of a file may end in dots.
    const drawn = '.views-row', shortened = '.bar-title';
    const LAYERS = '.pop, dialog, .alert, .notice, .pills, .strip, .drop-veil';
    const nameOf = (control) => control.ariaLabel ?? (control.textContent || control.type || control.outerHTML);
    const isSeen = (element) => {
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
        for (let each = element; each; each = each.parentElement)
            if (getComputedStyle(each).clipPath !== 'none') return false;
        return true;
    };
    // Boxes of text by its ink: the box of a line of another font may be higher than the line.
    const inkOf = ({ left, right, top, bottom }, size) => {
        const middle = (top + bottom) / 2;
        return { left, right, top: middle - 0.36 * size, bottom: middle + 0.36 * size };
    };
    /** What a scroller shows of it, or null; complains about what no scroller can bring into view. */
    const shown = (ink, element, words) => {
        let { left, right, top, bottom } = ink;
        let scrollsX = false, scrollsY = false;
        for (let each = element; each && each !== document.body; each = each.parentElement) {
            const style = getComputedStyle(each);
            if (style.display === 'inline' || style.display === 'contents') continue;
            const box = each.getBoundingClientRect();
            const clips = { x: style.overflowX !== 'visible', y: style.overflowY !== 'visible' };
            if (clips.x && !scrollsX) {
                const out = left < box.left - 1 || right > box.right + 1;
                if (out && each.matches(drawn)) scrollsX = true;
                else if (out && !each.matches(shortened)) complain('cut off', words, each);
            }
            if (clips.y && !scrollsY) {
                if (['auto', 'scroll'].includes(style.overflowY)) scrollsY = true;
                else if (top < box.top - 1 || bottom > box.bottom + 1) complain('cut off', words, each);
            }
            if (clips.x) [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
            if (clips.y) [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
            if (style.position === 'fixed') break;
        }
        if (!scrollsX && (ink.left < -1 || ink.right > innerWidth + 1)) complain('outside the page', words, element);
        return left < right && top < bottom ? { left, right, top, bottom } : null;
    };
    const lines = [];
    const add = (ink, node, element, words) => {
        const seen = shown(ink, element, words);
        if (seen) lines.push({ node, element, words, layer: element.closest(LAYERS), ...seen });
    };
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
        const node = texts.currentNode, element = node.parentElement;
        if (!node.data.trim() || element.closest('.sr, option, script, noscript') || !isSeen(element)) continue;
        let holder = element;
        while (['inline', 'contents'].includes(getComputedStyle(holder).display)) holder = holder.parentElement;
        const box = holder.getBoundingClientRect();
        const size = parseFloat(getComputedStyle(element).fontSize);
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) {
            if (rect.width < 1) continue;
            const ink = inkOf(rect, size);
            const beside = ink.left < box.left - 1 || ink.right > box.right + 1;
            const beyond = ink.top < box.top - 1 || ink.bottom > box.bottom + 1;
            if ((beside || beyond) && !holder.matches(shortened)) complain('spills', node.data, holder);
            add(ink, node, element, node.data);
        }
    }
    const CONTROLS = 'button, select, input, .select .icon, .swatch-face, .segment-face, .thumbs, .tool, .tool-badge';
    for (const control of document.querySelectorAll(CONTROLS)) {
        if (!isSeen(control) || control.closest('.wipe')) continue;
        if (control.matches('input[type=number]') && control.scrollWidth > control.clientWidth + 1)
            complain('cut off', control.value, control);
        if (control.matches('select')) {
            const style = getComputedStyle(control);
            const pen = new OffscreenCanvas(1, 1).getContext('2d');
            pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
            const words = control.selectedOptions[0]?.text ?? '';
            const { width } = pen.measureText(words);
            const [start, end] = [parseFloat(style.paddingInlineStart), parseFloat(style.paddingInlineEnd)];
            if (width > control.clientWidth - start - end + 1) complain('cut off', words, control);
            const box = control.getBoundingClientRect();
            const left = style.direction === 'rtl' ? box.right - start - width : box.left + start;
            // Its own box is no obstacle to its words; its icon is one.
            add({ left, right: left + width, top: box.top, bottom: box.bottom }, control, control, words);
        } else add(control.getBoundingClientRect(), control, control, nameOf(control));
    }
    for (const [i, one] of lines.entries())
        for (const other of lines.slice(i + 1)) {
            if (one.node === other.node || one.layer !== other.layer) continue;
            if (one.node.contains(other.node) || other.node.contains(one.node)) continue;
            const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
            if (width > 2 && height > 2)
                complain(`overlaps “${other.words.trim().slice(0, 40)}”`, one.words, one.element);
        }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    return [...new Set(found)];
}"""

WORDS = """() => {
    // Codes of errors, what the engine reports, names of languages.
    const unspoken = 'script, noscript, pre, .alert-details dd, [lang]:not(html)';
    const words = new Set();
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode())
        if (!texts.currentNode.parentElement.closest(unspoken)) words.add(texts.currentNode.data.trim());
    for (const name of ['aria-label', 'title', 'aria-valuetext', 'placeholder'])
        for (const element of document.body.querySelectorAll(`[${name}]`))
            if (!element.closest('[lang]:not(html)')) words.add(element.getAttribute(name).trim());
    return [...words];
}"""


def faults(page: Page) -> list[str]:
    """What of the visible text is cut off, spills out of its box, overlaps, or lies outside the page."""
    return page.evaluate(READ)


def said(page: Page) -> set[str]:
    """Every text of the page, those for the ear and for the pointer included."""
    return set(page.evaluate(WORDS))
