/** The words that describe an approval wherever it goes: how it stands, how risky and how urgent it is, and how it may end. */
import { z } from 'zod';

export const APPROVAL_STATUSES = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELLED'] as const;
export const RISK_LEVELS = ['low', 'medium', 'high'] as const;
export const PRIORITIES = ['low', 'normal', 'urgent'] as const;
export const EXPIRY_OUTCOMES = ['reject', 'approve'] as const;
export const VERDICTS = ['approve', 'reject'] as const;

export const RiskLevel = z.enum(RISK_LEVELS).meta({ id: 'RiskLevel', title: 'Risk level' });
export const ApprovalStatus = z.enum(APPROVAL_STATUSES).meta({ id: 'ApprovalStatus', title: 'Status' });

export type RiskLevel = z.infer<typeof RiskLevel>;
export type ApprovalStatus = z.infer<typeof ApprovalStatus>;
