package io.posthorn.benchmarks.peer;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;

import java.util.Date;
import java.util.Properties;

/** Jakarta Mail, set up and composed as its documentation has it. */
final class AngusSession {

    private final Session session;

    AngusSession(Submission server) {
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", String.valueOf(server.port()));
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.auth.mechanisms", "XOAUTH2");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", server.tls().getSocketFactory());
        session = Session.getInstance(properties);
    }

    Session session() {
        return session;
    }

    MimeMessage compose(Mail mail, String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(mail.from()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to()));
        message.setSubject(subject, "UTF-8");
        message.setSentDate(new Date());
        if (mail.hasAttachment()) {
            message.setContent(withAttachment(mail));
        } else {
            message.setText(mail.text(), "UTF-8");
        }
        return message;
    }

    private static MimeMultipart withAttachment(Mail mail) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), "UTF-8");
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setDataHandler(new DataHandler(new ByteArrayDataSource(mail.attachment(), mail.attachmentType())));
        attachment.setFileName(mail.attachmentName());
        return new MimeMultipart(text, attachment);
    }
}
