import {
  addWorkingMinutes,
  groupNamed,
  isAtWork,
  isWorkingTime,
  membersOf,
  standIn,
} from '../../../relay/people/available.js';
import type { User } from '../../../relay/store/records.js';

const weekdays = (from: string, to: string) => [1, 2, 3, 4, 5].map((day) => ({ day, from, to }));
const lisbon = { timeZone: 'Europe/Lisbon', workingHours: weekdays('09:00', '17:00') };
const always = { timeZone: 'UTC', workingHours: [] };
const berlinNights = {
  timeZone: 'Europe/Berlin',
  workingHours: [
    { day: 6, from: '22:00', to: '24:00' },
    { day: 7, from: '00:00', to: '06:00' },
  ],
};
const person = (fields: Partial<User>): User => ({
  id: 'usr_ana',
  workspaceId: 'wsp_1',
  email: 'ana@example.com',
  name: 'Ana',
  role: 'reviewer',
  passwordHash: '',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...fields,
});

describe('working time', () => {
  test.each([
    ['a Monday morning', lisbon, '2026-03-02T09:00:00Z', true],
    ['the minute at which it ends', lisbon, '2026-03-02T17:00:00Z', false],
    ['a Saturday', lisbon, '2026-03-07T12:00:00Z', false],
    ['the same hour in summer time, an hour earlier in UTC', lisbon, '2026-07-06T08:00:00Z', true],
    ['any time of a group without hours', always, '2026-03-07T03:00:00Z', true],
    ['the night after midnight', berlinNights, '2026-03-08T01:00:00Z', true],
  ])('%s', (_name, group, at, expected) => {
    expect(isWorkingTime(group, new Date(at))).toBe(expected);
  });

  test.each([
    ['within the day', lisbon, '2026-03-02T09:00:00Z', 60, '2026-03-02T10:00:00.000Z'],
    ['to the very end of the day', lisbon, '2026-03-02T16:00:00Z', 60, '2026-03-02T17:00:00.000Z'],
    ['over the weekend', lisbon, '2026-03-06T16:30:00Z', 60, '2026-03-09T09:30:00.000Z'],
    ['from the night before', lisbon, '2026-03-02T03:00:00Z', 30, '2026-03-02T09:30:00.000Z'],
    ['over the change to summer time', lisbon, '2026-03-27T16:30:00Z', 60, '2026-03-30T08:30:00.000Z'],
    ['over midnight', berlinNights, '2026-03-07T22:30:00Z', 60, '2026-03-07T23:30:00.000Z'],
    // That night has an hour less: 02:00 is 03:00.
    ['through a night that is an hour short', berlinNights, '2026-03-28T21:00:00Z', 480, '2026-04-04T21:00:00.000Z'],
    ['of a group without hours', always, '2026-03-07T03:00:00Z', 90, '2026-03-07T04:30:00.000Z'],
  ])('is counted %s', (_name, group, from, minutes, expected) => {
    expect(addWorkingMinutes(group, new Date(from), minutes).toISOString()).toBe(expected);
  });
});

test('a group is found by its name in any case, and by a former one only when no other has it now', () => {
  const groups = [
    { name: 'Support', formerNames: ['Help'] },
    { name: 'Billing', formerNames: ['Support'] },
  ];
  expect(groupNamed(groups, 'SUPPORT')?.name).toBe('Support');
  expect(groupNamed(groups, 'help')?.name).toBe('Support');
  expect(groupNamed(groups, 'Sales')).toBeUndefined();
});

test('the members of a group are those who may still sign in', () => {
  const ana = person({});
  const bob = person({ id: 'usr_bob', disabledAt: '2026-01-01T00:00:00.000Z' });
  expect(membersOf({ members: ['usr_ana', 'usr_bob', 'usr_gone'] }, [ana, bob])).toEqual([ana]);
});

test('a delegate stands in from the first moment away until the last', () => {
  const away = { from: '2026-03-02T00:00:00.000Z', until: '2026-03-09T00:00:00.000Z', delegate: 'bob@example.com' };
  const at = (time: string) => standIn(person({ away }), new Date(time));
  expect(at('2026-03-01T23:59:59Z')).toBeUndefined();
  expect(at('2026-03-02T00:00:00Z')).toBe('bob@example.com');
  expect(at('2026-03-09T00:00:00Z')).toBeUndefined();
  expect(standIn(person({}), new Date())).toBeUndefined();
});

test.each([
  ['is in no group', [], '2026-03-02T03:00:00Z', true],
  ['is in a group that always works', [always], '2026-03-02T03:00:00Z', true],
  ['is in a group that is closed, and in one that always works', [lisbon, always], '2026-03-02T03:00:00Z', false],
  ['is in a group that is open', [lisbon, always], '2026-03-02T10:00:00Z', true],
  ['is in one of two that is open', [lisbon, berlinNights], '2026-03-07T22:30:00Z', true],
])('whoever %s is at work or is not', (_who, groups, at, expected) => {
  const members = [person({}).id];
  const theirs = groups.map((group) => ({ ...group, members }));
  const others = [{ ...lisbon, members: ['usr_other'] }];
  expect(isAtWork(person({}), [...theirs, ...others], new Date(at))).toBe(expected);
});
