// Made from relay/contract by `npm run contract`. Do not edit.

export const fields = {
  "action": {
    "title": "Action",
    "description": "What the automation wants to do, as a short name that rules can match.",
    "required": true,
    "kind": "string",
    "example": "process_refund"
  },
  "summary": {
    "title": "Summary",
    "description": "One sentence for the reviewer: what happens if they say yes.",
    "required": true,
    "kind": "string",
    "example": "Refund 400.00 EUR to ana@example.com"
  },
  "details": {
    "title": "Details",
    "description": "The values the automation wants to act on. The reviewer may change them before approving.",
    "required": true,
    "kind": "json",
    "example": {
      "amount": "400.00",
      "currency": "EUR",
      "ticketId": "9921"
    }
  },
  "riskLevel": {
    "title": "Risk level",
    "description": "How much harm a wrong yes would do. Use high for money, deletion and bulk sends.",
    "required": false,
    "kind": "options",
    "default": "medium",
    "options": [
      {
        "value": "low",
        "title": "Low"
      },
      {
        "value": "medium",
        "title": "Medium"
      },
      {
        "value": "high",
        "title": "High"
      }
    ]
  },
  "priority": {
    "title": "Priority",
    "description": "How soon a reviewer should look.",
    "required": false,
    "kind": "options",
    "default": "normal",
    "options": [
      {
        "value": "low",
        "title": "Low"
      },
      {
        "value": "normal",
        "title": "Normal"
      },
      {
        "value": "urgent",
        "title": "Urgent"
      }
    ]
  },
  "justification": {
    "title": "Justification",
    "description": "Why the automation wants this. Shown to the reviewer as a quotation.",
    "required": false,
    "kind": "string"
  },
  "agentName": {
    "title": "Agent name",
    "description": "Who asks, as reviewers should see it. Without it, the name of the connection key.",
    "required": false,
    "kind": "string"
  },
  "metadata": {
    "title": "Metadata",
    "description": "Values that are carried through to the callback and never changed.",
    "required": false,
    "kind": "json"
  },
  "detailsSchema": {
    "title": "Details schema",
    "description": "A JSON Schema of the details, from which the edit form is made. Without it, the form follows the values.",
    "required": false,
    "kind": "json"
  },
  "expiresAt": {
    "title": "Expires at",
    "description": "When the approval settles by itself. ISO 8601 with a zone. Without it, 24 hours from now.",
    "required": false,
    "kind": "dateTime",
    "example": "2026-01-31T18:00:00Z"
  },
  "expiresInMinutes": {
    "title": "Expires in (minutes)",
    "description": "The deadline counted from now by the relay’s clock, for tools that cannot compute a time. Not together with expiresAt.",
    "required": false,
    "kind": "number",
    "example": 120
  },
  "onExpiry": {
    "title": "On expiry",
    "description": "What an unanswered approval settles as.",
    "required": false,
    "kind": "options",
    "default": "reject",
    "options": [
      {
        "value": "reject",
        "title": "Reject"
      },
      {
        "value": "approve",
        "title": "Approve"
      }
    ]
  },
  "webhookUrl": {
    "title": "Webhook URL",
    "description": "Receives the decision. The same as callbackUrl.",
    "required": false,
    "kind": "string"
  },
  "callbackUrl": {
    "title": "Callback URL",
    "description": "Receives one signed POST when the approval is settled.",
    "required": false,
    "kind": "string"
  },
  "maxWaitMs": {
    "title": "Longest wait (ms)",
    "description": "How long to hold the answer for a decision, in milliseconds; at most 25000 are granted. Then the answer is pending.",
    "required": false,
    "kind": "number"
  },
  "reviewers": {
    "title": "Reviewers",
    "description": "E-mail addresses of the people who should look.",
    "required": false,
    "kind": "list"
  },
  "group": {
    "title": "Group",
    "description": "Name of the review group that should look.",
    "required": false,
    "kind": "string"
  },
  "requestedBy": {
    "title": "Requested by",
    "description": "E-mail of the person on whose behalf this is asked. Where a rule separates duties, they may not decide it.",
    "required": false,
    "kind": "string"
  },
  "idempotencyKey": {
    "title": "Idempotency key",
    "description": "The same key with the same body gives the same approval. Also read from the Idempotency-Key header.",
    "required": false,
    "kind": "string"
  },
  "changeScope": {
    "title": "Change scope",
    "description": "For agents that cannot be given changed values, only told to ask again. A later request with the same scope, action and exactly the details that the reviewer changed it to is approved at once, one time, within 15 minutes.",
    "required": false,
    "kind": "string"
  },
  "platform": {
    "title": "Platform",
    "description": "Where the request comes from, such as n8n, zapier or zendesk. Without it, api.",
    "required": false,
    "kind": "string"
  }
} as const;

export const verdictFields = {
  "verdict": {
    "title": "Verdict",
    "description": "Yes or no.",
    "required": true,
    "kind": "options",
    "options": [
      {
        "value": "approve",
        "title": "Approve"
      },
      {
        "value": "reject",
        "title": "Reject"
      }
    ]
  },
  "note": {
    "title": "Note",
    "description": "What the workflow and the customer’s record should know.",
    "required": false,
    "kind": "string"
  },
  "reasonCode": {
    "title": "Reason code",
    "description": "A short stable reason for reports.",
    "required": false,
    "kind": "string",
    "example": "verified_authorised"
  },
  "modifiedDetails": {
    "title": "Modified details",
    "description": "All the details as they should be acted on. Only with approve.",
    "required": false,
    "kind": "json"
  }
} as const;

export const commentFields = {
  "text": {
    "title": "Text",
    "description": "Plain text, shown to reviewers.",
    "required": true,
    "kind": "string"
  }
} as const;

export const filterFields = {
  "outcome": {
    "title": "Outcome",
    "description": "Only decisions with this outcome.",
    "required": false,
    "kind": "options",
    "options": [
      {
        "value": "APPROVED",
        "title": "APPROVED"
      },
      {
        "value": "REJECTED",
        "title": "REJECTED"
      }
    ]
  },
  "action": {
    "title": "Action",
    "description": "Only this action. Several are separated by commas.",
    "required": false,
    "kind": "string"
  },
  "riskLevel": {
    "title": "Risk level",
    "description": "Only this risk.",
    "required": false,
    "kind": "options",
    "options": [
      {
        "value": "low",
        "title": "Low"
      },
      {
        "value": "medium",
        "title": "Medium"
      },
      {
        "value": "high",
        "title": "High"
      }
    ]
  },
  "platform": {
    "title": "Platform",
    "description": "Only requests from this platform. Several are separated by commas.",
    "required": false,
    "kind": "string"
  },
  "group": {
    "title": "Group",
    "description": "Only this review group. Several are separated by commas.",
    "required": false,
    "kind": "string"
  }
} as const;

export const approvalFields = {
  "id": {
    "title": "ID",
    "description": "",
    "required": true,
    "kind": "string",
    "example": "req_2f1c9a7d4be0583a66c1d2e4"
  },
  "approvalId": {
    "title": "Approval ID",
    "description": "The same as id.",
    "required": true,
    "kind": "string"
  },
  "status": {
    "title": "Status",
    "description": "",
    "required": true,
    "kind": "options",
    "options": [
      {
        "value": "PENDING",
        "title": "PENDING"
      },
      {
        "value": "APPROVED",
        "title": "APPROVED"
      },
      {
        "value": "REJECTED",
        "title": "REJECTED"
      },
      {
        "value": "CANCELLED",
        "title": "CANCELLED"
      }
    ]
  },
  "action": {
    "title": "Action",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "summary": {
    "title": "Summary",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "details": {
    "title": "Details",
    "description": "",
    "required": true,
    "kind": "json"
  },
  "modifiedDetails": {
    "title": "Modified details",
    "description": "All the details as the reviewer left them, or null when nothing was changed.",
    "required": true,
    "kind": "json"
  },
  "effectiveDetails": {
    "title": "Effective details",
    "description": "modifiedDetails if there are any, else details: what to act on.",
    "required": true,
    "kind": "json"
  },
  "detailsSchema": {
    "title": "Details schema",
    "description": "",
    "required": true,
    "kind": "json"
  },
  "riskLevel": {
    "title": "Risk level",
    "description": "",
    "required": true,
    "kind": "options",
    "options": [
      {
        "value": "low",
        "title": "Low"
      },
      {
        "value": "medium",
        "title": "Medium"
      },
      {
        "value": "high",
        "title": "High"
      }
    ]
  },
  "priority": {
    "title": "Priority",
    "description": "",
    "required": true,
    "kind": "options",
    "options": [
      {
        "value": "low",
        "title": "Low"
      },
      {
        "value": "normal",
        "title": "Normal"
      },
      {
        "value": "urgent",
        "title": "Urgent"
      }
    ]
  },
  "justification": {
    "title": "Justification",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "agentName": {
    "title": "Agent name",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "metadata": {
    "title": "Metadata",
    "description": "",
    "required": true,
    "kind": "json"
  },
  "platform": {
    "title": "Platform",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "reference": {
    "title": "Reference",
    "description": "What it is about in the platform that it came from, such as ticketId or conversationId.",
    "required": true,
    "kind": "json"
  },
  "sourceUrl": {
    "title": "Source URL",
    "description": "The page of the ticket or conversation in its platform.",
    "required": true,
    "kind": "string"
  },
  "group": {
    "title": "Group",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "reviewers": {
    "title": "Reviewers",
    "description": "",
    "required": true,
    "kind": "list"
  },
  "assignees": {
    "title": "Assignees",
    "description": "E-mails of the people it is given to.",
    "required": true,
    "kind": "list"
  },
  "requestedBy": {
    "title": "Requested by",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "separateDuty": {
    "title": "Separation of duty",
    "description": "Whether who asked is kept from deciding it.",
    "required": true,
    "kind": "boolean"
  },
  "quorum": {
    "title": "Quorum",
    "description": "How many people must approve. Null when one is enough.",
    "required": true,
    "kind": "string"
  },
  "votes": {
    "title": "Votes",
    "description": "Approvals so far, all of the same details.",
    "required": true,
    "kind": "list"
  },
  "proposedDetails": {
    "title": "Proposed details",
    "description": "The changed details that are put to the vote. Null when it is about the details as asked.",
    "required": true,
    "kind": "json"
  },
  "rules": {
    "title": "Rules",
    "description": "The rules that matched when it was asked.",
    "required": true,
    "kind": "list"
  },
  "claimedBy": {
    "title": "Claimed by",
    "description": "E-mail of the person who works on it.",
    "required": true,
    "kind": "string"
  },
  "targetAt": {
    "title": "Target",
    "description": "By when it should be decided.",
    "required": true,
    "kind": "dateTime"
  },
  "targetMissedAt": {
    "title": "Target missed",
    "description": "When the target was missed.",
    "required": true,
    "kind": "dateTime"
  },
  "batchId": {
    "title": "Batch id",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "createdAt": {
    "title": "Created at",
    "description": "",
    "required": true,
    "kind": "dateTime"
  },
  "expiresAt": {
    "title": "Expires at",
    "description": "",
    "required": true,
    "kind": "dateTime"
  },
  "onExpiry": {
    "title": "On expiry",
    "description": "",
    "required": true,
    "kind": "options",
    "options": [
      {
        "value": "reject",
        "title": "Reject"
      },
      {
        "value": "approve",
        "title": "Approve"
      }
    ]
  },
  "decisionNote": {
    "title": "Decision note",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "decisionReasonCode": {
    "title": "Reason code",
    "description": "The reviewer’s reason, or \"expired\" when nobody answered in time.",
    "required": true,
    "kind": "string"
  },
  "decidedAt": {
    "title": "Decided at",
    "description": "",
    "required": true,
    "kind": "dateTime"
  },
  "decidedBy": {
    "title": "Decided by",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "decidedFor": {
    "title": "Decided for",
    "description": "In whose stead a delegate decided, when they were away.",
    "required": true,
    "kind": "string"
  },
  "decidedVia": {
    "title": "Decided via",
    "description": "link when it was answered by a review link.",
    "required": true,
    "kind": "options",
    "options": [
      {
        "value": "link",
        "title": "Link"
      }
    ]
  },
  "autoDecided": {
    "title": "Decided automatically",
    "description": "True when a deadline or a rule decided, not a person.",
    "required": true,
    "kind": "boolean"
  },
  "reviewUrl": {
    "title": "Review URL",
    "description": "The page where a reviewer decides.",
    "required": true,
    "kind": "string"
  },
  "pollUrl": {
    "title": "Poll URL",
    "description": "GET it with the connection key to read the approval again.",
    "required": true,
    "kind": "string"
  }
} as const;

export const deliveryFields = {
  "id": {
    "title": "Id",
    "description": "Sent as webhook-id, the same on every attempt.",
    "required": true,
    "kind": "string",
    "example": "msg_2f1c9a7d4be0583a66c1d2e4"
  },
  "kind": {
    "title": "Kind",
    "description": "",
    "required": true,
    "kind": "options",
    "options": [
      {
        "value": "callback",
        "title": "Callback"
      },
      {
        "value": "event",
        "title": "Event"
      },
      {
        "value": "writeBack",
        "title": "WriteBack"
      },
      {
        "value": "lookUp",
        "title": "LookUp"
      },
      {
        "value": "notification",
        "title": "Notification"
      }
    ]
  },
  "approvalId": {
    "title": "Approval id",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "batchId": {
    "title": "Batch id",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "host": {
    "title": "Host",
    "description": "Where it goes. The rest of the address is a secret of the receiver.",
    "required": true,
    "kind": "string"
  },
  "event": {
    "title": "Event",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "channel": {
    "title": "Channel",
    "description": "Name of the channel that is told, for a notification.",
    "required": true,
    "kind": "string"
  },
  "status": {
    "title": "Status",
    "description": "",
    "required": true,
    "kind": "options",
    "options": [
      {
        "value": "queued",
        "title": "Queued"
      },
      {
        "value": "delivered",
        "title": "Delivered"
      },
      {
        "value": "failed",
        "title": "Failed"
      },
      {
        "value": "cancelled",
        "title": "Cancelled"
      }
    ]
  },
  "createdAt": {
    "title": "Created at",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "nextAttemptAt": {
    "title": "Next attempt at",
    "description": "",
    "required": true,
    "kind": "string"
  },
  "attempts": {
    "title": "Attempts",
    "description": "",
    "required": true,
    "kind": "list"
  },
  "advice": {
    "title": "Advice",
    "description": "What to do when it failed, in plain words.",
    "required": true,
    "kind": "string"
  },
  "summary": {
    "title": "Summary",
    "description": "What it tells of: the summary of its approval, or of the first of its batch.",
    "required": true,
    "kind": "string"
  },
  "pageUrl": {
    "title": "Page url",
    "description": "The page where people see it and can send it again.",
    "required": true,
    "kind": "string"
  }
} as const;

export const eventTypes = [
  {
    "value": "approval.requested",
    "title": "Approval Requested"
  },
  {
    "value": "approval.decided",
    "title": "Approval Decided"
  },
  {
    "value": "approval.expired",
    "title": "Approval Expired"
  },
  {
    "value": "approval.cancelled",
    "title": "Approval Cancelled"
  },
  {
    "value": "approval.assigned",
    "title": "Approval Assigned"
  },
  {
    "value": "approval.escalated",
    "title": "Approval Escalated"
  },
  {
    "value": "approval.target_missed",
    "title": "Approval Target Missed"
  },
  {
    "value": "delivery.failed",
    "title": "Delivery Failed"
  }
] as const;

export const reasonCodes = [
  {
    "value": "verified_authorised",
    "title": "Verified and authorised"
  },
  {
    "value": "within_policy",
    "title": "Within policy"
  },
  {
    "value": "goodwill",
    "title": "Goodwill"
  },
  {
    "value": "out_of_policy",
    "title": "Out of policy"
  },
  {
    "value": "wrong_amount",
    "title": "Wrong amount"
  },
  {
    "value": "not_enough_information",
    "title": "Not enough information"
  },
  {
    "value": "duplicate",
    "title": "Duplicate request"
  },
  {
    "value": "suspected_fraud",
    "title": "Suspected fraud"
  }
] as const;

export const resumeMarker = {
  "countersign": "resumed"
} as const;

export const maxBatch = 1000 as const;
