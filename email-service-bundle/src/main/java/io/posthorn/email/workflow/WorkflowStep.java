package io.posthorn.email.workflow;

import org.osgi.annotation.versioning.ProviderType;

import java.util.Map;

/**
 * One operation as a step of a workflow. Registered as an OSGi service for each operation, with its name in the property
 * {@value #PROCESS_LABEL}. Safe for use by any thread.
 */
@ProviderType
public interface WorkflowStep {

    /** The service property that holds the operation's name, as workflow editors show it. */
    String PROCESS_LABEL = "process.label";

    /**
     * Does it.
     *
     * @param input values by key
     * @return values by key; a new map
     * @throws IllegalArgumentException if a value is missing or wrong; the message names its key
     * @throws io.posthorn.email.EmailException as the operations of {@link io.posthorn.email.EmailService} do
     */
    Map<String, Object> execute(Map<String, Object> input);
}
