/** Workflows keep the version of the node with which they were made, and with it the fields that they fill in. */
export const VERSIONS = [1, 1.1];
/** Fields of version 1: everything is written by hand. */
export const FIRST = { '@version': [1] };
/** Fields since 1.1: lists from the relay, and details field by field. */
export const SINCE_LISTS = { '@version': [{ _cnd: { gte: 1.1 } }] };

/** n8n's own words for a drop-down whose entries come from elsewhere. */
export const CHOOSE_ONE =
  'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';
export const CHOOSE_SOME =
  'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';
