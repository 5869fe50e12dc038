// What the public Javadoc says of it, as far as the guide uses it.
package com.adobe.granite.workflow.exec;

public interface Workflow {
    String getId();

    com.adobe.granite.workflow.model.WorkflowModel getWorkflowModel();
}
