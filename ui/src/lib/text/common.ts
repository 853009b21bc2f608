/** Words used on more than one screen. */
import type { Role, Round, Theme, Verdict } from '../ipc';

export const appText = {
  name: 'Debrief',
  skip: 'Skip to content',
  nav: 'Screens',
  practice: 'Practice',
  library: 'Library',
  progress: 'Progress',
  settings: 'Settings',
  keys: 'Keys',
  keysTitle: 'Keys on this screen',
  close: 'Close',
  noticesLabel: 'Notices',
  starting: 'Opening your library…',
  failedTitle: 'Debrief could not open its library.',
  tryAgain: 'Try again',
};

export const roundName: Record<Round, string> = {
  phone_screen: 'Phone screen',
  product_design: 'Product design',
  behavioral: 'Behavioral',
  analytical: 'Analytical',
  leadership: 'Leadership',
  strategy: 'Strategy',
};

export const verdictName: Record<Verdict, string> = {
  strong_no_hire: 'Strong no hire',
  no_hire: 'No hire',
  borderline: 'Borderline',
  hire: 'Hire',
  strong_hire: 'Strong hire',
};

export const roleName: Record<Role, string> = {
  S: 'Situation',
  T: 'Task',
  A: 'Action',
  R: 'Result',
  H: 'Headline',
  L: 'Learning',
  N: 'Aside',
};

export const themeName: Record<Theme, string> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
  high_contrast: 'High contrast',
};
