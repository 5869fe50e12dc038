// Measures each mail of the page in its frame, and leaves one line for each in the document's body:
// name, width of the window, width of the content, the lowest contrast of a text, and that text.

// WCAG 2, "relative luminance" and "contrast ratio".
function luminance(color) {
    const [r, g, b] = color.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
}

function rgba(text) {
    return text.match(/[\d.]+/g).map(Number);
}

// The nearest background that is painted; a translucent one would need mixing, and none is used.
function background(element, view) {
    for (let e = element; e; e = e.parentElement) {
        const color = rgba(view.getComputedStyle(e).backgroundColor);
        if (color.length < 4 || color[3] > 0) {
            return color.slice(0, 3);
        }
    }
    return [255, 255, 255];
}

function lowest(view) {
    let result = [99, "no text"];
    const walker = view.document.createTreeWalker(view.document.body, 4);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const text = walker.currentNode.data.trim();
        if (text && element.getClientRects().length) {
            const ratio = contrast(rgba(view.getComputedStyle(element).color).slice(0, 3), background(element, view));
            result = ratio < result[0] ? [ratio, text] : result;
        }
    }
    return result;
}

window.onload = () => {
    const lines = [...document.querySelectorAll("iframe")].map(frame => {
        const view = frame.contentWindow;
        const [ratio, text] = lowest(view);
        return ["measured", frame.title, view.innerWidth, view.document.documentElement.scrollWidth, ratio.toFixed(2), text]
            .join("|");
    });
    document.body.textContent = lines.join("\n");
};
