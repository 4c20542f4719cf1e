export const priority = { low: 'Can wait', normal: 'Normal', urgent: 'Urgent' };
