package io.posthorn.endpoint.internal.work;

import io.posthorn.email.Disposition;
import io.posthorn.endpoint.internal.guard.GuardRules;
import io.posthorn.endpoint.internal.mapping.FilePattern;
import io.posthorn.endpoint.internal.mapping.InputMappings;
import io.posthorn.endpoint.internal.mapping.OutputMappings;
import io.posthorn.endpoint.internal.result.ResultTexts;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What an endpoint does, as its page says, checked.
 *
 * @param name of the endpoint
 * @param mailbox who logs in
 * @param folder what is watched
 * @param validate whether the mailbox is tried at the start, before the first look is due
 * @param push whether the server tells of new mail, where it can
 * @param schedule when it is looked for otherwise
 * @param batch how many mails a scan takes when polling; all if below 0
 * @param asynchronous whether each attachment is answered by a mail of its own
 * @param service name of the service
 * @param operation its operation
 * @param user on whose behalf it is invoked
 * @param inputs what of a mail becomes which parameter
 * @param outputs how results are named
 * @param files which attachments count
 * @param rules which mails may start anything
 * @param texts of the mails that answer
 * @param after what becomes of a mail that is done
 * @param quarantine folder for those that have failed; empty with POP3, where they stay
 * @param tries how often a mail is tried
 * @param failedFolder keeps answers that cannot be submitted
 */
public record Plan(
        String name,
        String mailbox,
        String folder,
        boolean validate,
        boolean push,
        Schedule schedule,
        int batch,
        boolean asynchronous,
        String service,
        String operation,
        String user,
        InputMappings inputs,
        OutputMappings outputs,
        FilePattern files,
        GuardRules rules,
        ResultTexts texts,
        Disposition after,
        String quarantine,
        int tries,
        Optional<Path> failedFolder) {}
