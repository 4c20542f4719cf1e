import { HOOK_HEADER } from '../clouds';
import type { Scenario, Step } from '../scenario';
import body from '../../../../templates/salesforce/credit-note-body.json';

const asks = (caseId: string): Step => ({
  webhook: 'salesforce-credit-note',
  headers: HOOK_HEADER,
  body: { ...body, caseId, account: 'Acme', amount: '150.00', currency: 'EUR' },
  answer: { accepted: true },
});
const SALESFORCE = /^POST acme.my.salesforce.com\/services\/data\/v\d+\.0\/sobjects\//i.source;
const NOTE = `${SALESFORCE}Credit_Note__c$`;
const COMMENT = `${SALESFORCE}casecomment$`;
const template = 'salesforce-credit-note';

export const salesforce: Scenario[] = [
  {
    template,
    outcome: 'Approved',
    shows: 'Credit note of 150.00; comment on the case',
    steps: [asks('500A1'), { waits: true }, { decide: 'approve' }],
    calls: [
      [NOTE, { Case__c: '500A1', Amount__c: '150.00', CurrencyCode__c: 'EUR', Approval__c: /^req_/ }],
      [COMMENT, { ParentId: '500A1', CommentBody: /150.00 EUR approved by Set-up key/ }],
    ],
  },
  {
    template,
    outcome: 'Approved with changes',
    shows: 'Credit note of 15.00',
    steps: [asks('500A2'), { waits: true }, { decide: 'approve', change: { amount: '15.00' } }],
    calls: [[NOTE, { Amount__c: '15.00' }], [COMMENT]],
  },
  {
    template,
    outcome: 'Rejected',
    shows: 'Comment with the reason',
    steps: [asks('500A3'), { waits: true }, { decide: 'reject', note: 'Already credited' }],
    calls: [[COMMENT, { ParentId: '500A3', CommentBody: /Already credited/ }]],
  },
  {
    template,
    outcome: 'Timed out',
    shows: 'Comment that nobody decided',
    hurry: 3,
    steps: [asks('500A4')],
    calls: [[COMMENT, { CommentBody: /nobody decided/ }]],
  },
];
