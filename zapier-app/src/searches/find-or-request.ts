/** Without a callback: Zapier may not wait for one inside a search-or-create. */
export const findOrRequest = {
  key: 'find_approval',
  display: {
    label: 'Find or Request Approval',
    description: 'Finds a request, or makes one if there is none. It does not wait for the decision.',
  },
  search: 'find_approval',
  create: 'request_approval',
};
