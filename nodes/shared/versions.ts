/** Workflows keep the version of the node with which they were made, and with it the fields that they fill in. */
export const VERSIONS = [1, 1.1];
/** Fields of version 1: everything is written by hand. */
export const FIRST = { '@version': [1] };
/** Fields since 1.1: lists from the relay, and details field by field. */
export const SINCE_LISTS = { '@version': [{ _cnd: { gte: 1.1 } }] };
