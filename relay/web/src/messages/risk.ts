export const risk = { low: 'Low risk', medium: 'Medium risk', high: 'High risk' };
