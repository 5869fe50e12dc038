package io.posthorn.task.internal.reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is new in a text. */
class NewTextTest {

    private static String fresh(String text) {
        return NewText.of(text).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Tue, Nov 24, 2026 at 10:00 AM Posthorn <tasks@x.test> wrote:",
                "On Tue, Nov 24, 2026 at 10:00 AM Posthorn\n<tasks@x.test> wrote:",
                "On Tue, Nov 24, 2026 at\n10:00 AM Posthorn <tasks@x.test>\nwrote:",
                "Am 24.11.2026 um 10:00 schrieb Posthorn <tasks@x.test>:",
                "Am Di., 24. Nov. 2026 um 10:00 Uhr schrieb Posthorn <\ntasks@x.test>:",
                "Le mar. 24 nov. 2026 à 10:00, Posthorn <tasks@x.test> a écrit :",
                "Le 24/11/2026 à 10:00, Posthorn a écrit\u00a0:",
                "El mar, 24 nov 2026 a las 10:00, Posthorn (<tasks@x.test>) escribió:",
                "Il giorno mar 24 nov 2026 alle ore 10:00 Posthorn <tasks@x.test> ha scritto:",
                "Em ter., 24 de nov. de 2026 às 10:00, Posthorn <tasks@x.test> escreveu:",
                "Op di 24 nov 2026 om 10:00 schreef Posthorn <tasks@x.test>:",
                "Den tis 24 nov. 2026 kl 10:00 skrev Posthorn <tasks@x.test>:",
                "2026年11月24日(火) 10:00 Posthorn <tasks@x.test>:",
                "2026/11/24 10:00\u3001Posthorn <tasks@x.test>のメール:",
                "Posthorn <tasks@x.test> 于2026年11月24日周二 10:00写道\uff1a",
                "вт, 24 нояб. 2026 г. в 10:00, Posthorn <tasks@x.test>:",
                "24.11.2026 10:00, Posthorn пишет:",
                "W dniu wt., 24 lis 2026 o 10:00 Posthorn <tasks@x.test> napisał(a):",
                "2026년 11월 24일 (화) 오전 10:00, Posthorn\n<tasks@x.test>님이 작성:",
                "-----Original Message-----",
                "-----Ursprüngliche Nachricht-----",
                "-------- Original-Nachricht --------",
                "-----Message d'origine-----",
                "----- 元のメッセージ -----",
                "---------- Forwarded message ---------",
                "________________________________",
                "From: Posthorn\nSent: Tuesday\nTo: Anna\nSubject: Task",
                "*From:* Posthorn\n*Sent:* Tuesday\n*To:* Anna\n*Subject:* Task",
                "Von: Posthorn\nDatum: Dienstag\nAn: Anna\nBetreff: Task",
                "De\u00a0: Posthorn\nEnvoyé\u00a0: mardi\nÀ\u00a0: Anna\nObjet\u00a0: Task",
                "De: Posthorn\nEnviado: martes\nPara: Anna\nAsunto: Task",
                "差出人: Posthorn\n送信日時: 2026\n宛先: Anna\n件名: Task",
                "Sent from my iPhone\n\nOn 24 Nov 2026, at 10:00, Posthorn <tasks@x.test> wrote:"
            })
    void quoteWithoutMarks_isCutOff(String introduction) {
        String quoted = introduction + "\n\nReject\n\nTask 4711\n";
        assertThat(fresh("Approve\n\nFine.\n\n" + quoted)).isEqualTo("Approve\n\nFine.");
        assertThat(fresh("Approve\n" + quoted)).isEqualTo("Approve");
        assertThat(fresh(quoted)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Tue, Nov 24, 2026 at 10:00 AM Posthorn\n<tasks@x.test> wrote:",
                "Am 24.11.26 um 10:00 schrieb Posthorn:",
                "Posthorn wrote:",
                "Posthorn <tasks@x.test> schrieb am 24.11.2026:"
            })
    void markedQuote_mayHaveTheAnswerBelowIt(String introduction) {
        assertThat(fresh(introduction + "\n> Reject\n>\n> Task\n\nApprove\nFine.\n"))
                .isEqualTo("Approve\nFine.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent from my iPhone",
                "Sent from my Samsung Galaxy smartphone.",
                "Sent from Outlook for Android",
                "Get Outlook for iOS<https://aka.ms/o0ukef>",
                "Von meinem iPhone gesendet",
                "Gesendet von Outlook für Android",
                "Envoyé de mon iPhone",
                "Enviado desde mi iPhone",
                "iPhoneから送信",
                "-- \nAnna Berg\nContoso",
                "--\nAnna"
            })
    void signature_isCutOff(String signature) {
        assertThat(fresh("Approve\n\n" + signature + "\n")).isEqualTo("Approve");
    }

    @Test
    void peoplesOwnWords_areKept() {
        String words = "Approve\n\nI think what he wrote:\n- was fine\nFrom: here to there\nOn the whole, yes"
                + "\nSent the mail yesterday\nGet the phone number";
        assertThat(fresh(words)).isEqualTo(words);
        assertThat(fresh("On hold\nOn 24 Nov 2026 Posthorn wrote:\n> Task")).isEqualTo("On hold");
    }

    @Test
    void html_isReadAsItLooks() {
        assertThat(NewText.of(HtmlText.of(
                                "<style>p{}</style><script>Reject</script><p style='display: none'>Reject</p><p style='font-size:0'>Reject</p>"
                                        + "<div>Appr<b>ove</b></div><div><br></div><p>small <span style='font-size:0.9em'>print</span>"
                                        + " &amp; more</p><p hidden>x</p>"))
                        .lines())
                .containsExactly("Approve", "", "small print & more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div id=\"divRplyFwdMsg\">x</div>",
                "<div id='appendonsend'></div>",
                "<div style='border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt'>x</div>",
                "<div class='protonmail_quote'>x</div>",
                "<div class='gmail_quote'>---------- Forwarded message ---------<br>x</div>",
                "<div class='gmail_quote'><div class='gmail_attr'>On x wrote:</div><blockquote>x</blockquote></div>"
                        + "<div class='gmail_quote'>y</div>",
                "On 24 Nov 2026 Posthorn wrote:<br><div>x</div>"
            })
    void quoteInHtml_isCutOff(String quote) {
        String all = "<p>Approve</p>" + quote + "<p>Reject</p>";
        assertThat(NewText.of(HtmlText.of(all)).toString()).isEqualTo("Approve");
    }

    @Test
    void deepOrHugeHtml_isReadInBoundedTime() {
        long start = System.nanoTime();
        NewText.of(HtmlText.of("<div>".repeat(80_000)));
        NewText.of(HtmlText.of("<b><table>".repeat(40_000)));
        NewText.of(HtmlText.of("<blockquote>".repeat(40_000) + "x"));
        NewText.of(("wrote ".repeat(160) + "\n").repeat(500));
        NewText.of("On \n".repeat(100_000));
        NewText.of("From: \n".repeat(70_000));
        FoundTags.in("ph1".repeat(1_500_000));
        new Routes(java.util.List.of("a")).named(". ".repeat(499) + "x");
        assertThat((System.nanoTime() - start) / 1_000_000_000).isLessThan(60);
    }
}
