// What the public Javadoc says of it, as far as the guide uses it.
package com.adobe.granite.workflow.exec;

import com.adobe.granite.workflow.WorkflowException;
import com.adobe.granite.workflow.WorkflowSession;
import com.adobe.granite.workflow.metadata.MetaDataMap;

public interface WorkflowProcess {
    void execute(WorkItem item, WorkflowSession session, MetaDataMap arguments) throws WorkflowException;
}
