package io.posthorn.task.internal.template;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTest {

    private static String text(String html) {
        return PlainText.of(Jsoup.parse(html));
    }

    @Test
    void blocks_areLines_andParagraphsStandApart() {
        assertThat(text("<h1>Title</h1>\n<p>One\n  two  <b>three</b>.</p><div>a</div><div>b<br>c</div><p>d</p>"))
                .isEqualTo("Title\n\nOne two three.\n\na\nb\nc\n\nd");
    }

    @Test
    void links_showTheirAddress() {
        assertThat(text("<a href='https://a.test/?x=1&amp;y=2'>Open</a> <a href='https://b.test/'>https://b.test/</a>"
                        + " <a href='#top'>up</a> <a name=x>here</a> <a href='mailto:a@b.test'>a@b.test</a>"))
                .isEqualTo("Open: https://a.test/?x=1&y=2 https://b.test/ up here a@b.test");
    }

    @Test
    void lists_areNumberedOrDashed() {
        assertThat(
                        text(
                                "x<ol><li>one</li><li value=7>seven</li></ol><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>y"))
                .isEqualTo("x\n\n1. one\n7. seven\n\n- a\n- b\n- c\n\ny");
    }

    @Test
    void tables_areLines_andAHeadingNamesItsCell() {
        assertThat(
                        text(
                                "<table><tr><th>Task</th><td>4711</td></tr><tr><th>Step:</th><td>Review</td><td>2</td></tr></table>"))
                .isEqualTo("Task: 4711\nStep: Review 2");
    }

    @Test
    void hidden_isLeftOut() {
        assertThat(text("<title>t</title><style>s</style><script>x</script><p hidden>a</p>"
                        + "<p style='Display : None'>b</p><!-- c --><p>seen <img alt=logo src=x></p>"))
                .isEqualTo("seen logo");
    }

    @Test
    void preformatted_staysAsItIs() {
        assertThat(text("<p>a</p><pre>if x:\n    y  z</pre><p>b</p>")).isEqualTo("a\n\nif x:\n    y  z\n\nb");
    }

    @Test
    void emptyBlocks_leaveNoGaps() {
        assertThat(text("<p>a</p><p></p><p> &nbsp; </p><br><br><br><p>b</p>")).isEqualTo("a\n\nb");
        assertThat(text("")).isEmpty();
    }
}
