package io.posthorn.console.internal.page;

/**
 * The document around the page's parts, in the console's look.
 *
 * @param appRoot the console's path
 * @param root the page's path
 */
record Frame(String appRoot, String root) {

    Html head(String title) {
        return Html.of("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <link rel="stylesheet" href="%s/res/lib/themes/smoothness/jquery-ui.css">
                <link rel="stylesheet" href="%s/res/posthorn.css">
                </head>
                <body class="ui-widget">
                <a class="skip" href="#content">Skip to the content</a>
                <header>
                <h1>Web Console<br>Posthorn</h1>
                <nav aria-label="Web console" class="ui-widget-header ui-corner-all">
                <a href="%s">Posthorn</a> <a href="%s/configMgr">Configuration</a> <a href="%s/components">Components</a>
                <a href="%s/bundles">Bundles</a>
                </nav>
                </header>
                <main id="content">
                """, title, appRoot, root, root, appRoot, appRoot, appRoot);
    }

    static Html foot() {
        return new Html("</main>\n</body>\n</html>\n");
    }

    /** A part of the page with a heading that links can lead to. */
    static Html section(String id, String title, Html content) {
        return Html.of("""
                <section id="%s" aria-labelledby="%s-title">
                <h2 id="%s-title" class="ui-widget-header ui-corner-top">%s</h2>
                <div class="ui-widget-content ui-corner-bottom">%s</div>
                </section>
                """, id, id, id, title, content);
    }
}
