import type { Calendar } from './show/hours.ts';

/** The calendar of this machine, in the zone that it is set to. */
export const calendar: Calendar = {
  local(at) {
    const date = new Date(at);
    return {
      year: date.getFullYear(),
      month: date.getMonth() + 1,
      day: date.getDate(),
      weekday: date.getDay(),
      hour: date.getHours(),
      minute: date.getMinutes(),
    };
  },
  instant(at, days, minutes) {
    const date = new Date(at);
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, 0, minutes).getTime();
  },
};
