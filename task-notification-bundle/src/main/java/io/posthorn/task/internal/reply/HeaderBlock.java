package io.posthorn.task.internal.reply;

import java.util.List;
import java.util.regex.Pattern;

/** What Outlook and its like put before a mail that they quote without marks: From, Sent, To, Subject, in their language. */
final class HeaderBlock {

    /** It has this many lines at most, even with long lists of recipients. */
    private static final int LONGEST = 8;

    private static final Pattern FROM = label("From|Von|De|Da|Van|Från|Fra|Od|От|差出人|送信者|发件人|寄件者|보낸 사람");

    private static final Pattern OTHER = label("Sent|Date|To|Cc|Subject"
            + "|Gesendet|Datum|An|Betreff"
            + "|Envoyé|À|Objet"
            + "|Enviado(?: el)?|Fecha|Para|Asunto"
            + "|Enviada em|Data|Assunto"
            + "|Inviato|A|Oggetto"
            + "|Verzonden|Aan|Onderwerp"
            + "|Skickat|Till|Ämne|Sendt|Til|Emne"
            + "|Wysłano|Do|Temat"
            + "|Отправлено|Дата|Кому|Тема"
            + "|送信日時|日付|日時|宛先|件名"
            + "|发送时间|日期|收件人|主题|寄件日期|收件者|主旨"
            + "|보낸 날짜|받는 사람|제목");

    private HeaderBlock() {}

    private static Pattern label(String words) {
        return Pattern.compile("(?iu)[\\s*]{0,4}(?:" + words + ")[\\s\u00a0*]{0,3}[:\uff1a]");
    }

    static boolean beginsAt(List<String> lines, int from) {
        return FROM.matcher(lines.get(from)).lookingAt()
                && lines.subList(from + 1, Math.min(lines.size(), from + LONGEST)).stream()
                                .filter(line -> OTHER.matcher(line).lookingAt())
                                .count()
                        >= 2;
    }
}
