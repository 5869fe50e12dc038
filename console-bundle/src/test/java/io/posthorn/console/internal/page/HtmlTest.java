package io.posthorn.console.internal.page;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class HtmlTest {

    @Test
    void values_areEncoded_inTextAndInAttributes() {
        assertThat(Html.of("<p title=\"%s\">%s</p>", "\" onclick=\"x", "<script>'&'")
                        .markup())
                .isEqualTo("<p title=\"&#34; onclick=&#34;x\">&lt;script&gt;&#39;&amp;&#39;</p>");
    }

    @Test
    void htmlInHtml_isNotEncodedAgain() {
        Html inner = Html.of("<b>%s</b>", "a < b");
        assertThat(Html.of("<p>%s%s</p>", inner, Html.all(List.of(inner))).markup())
                .isEqualTo("<p><b>a &lt; b</b><b>a &lt; b</b></p>");
    }

    @Test
    void controlCharacters_doNotGetThrough() {
        assertThat(Html.of("%s", "a\u0000b\u0008\u001bc").markup()).doesNotContainPattern("\\p{Cc}");
    }

    @Test
    void percentSigns_ofValues_areNoFormat() {
        assertThat(Html.of("<p>%s</p>", Html.of("%s", "100 %s %n")).markup()).isEqualTo("<p>100 %s %n</p>");
    }

    @Test
    void when_isAllOrNothing() {
        assertThat(Html.of("x").when(true).markup()).isEqualTo("x");
        assertThat(Html.of("x").when(false).markup()).isEmpty();
    }
}
