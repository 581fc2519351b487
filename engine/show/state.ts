import { type ButtonState, noButton } from './button.ts';
import { type Desk, emptyDesk } from './desk.ts';
import type { Hours } from './hours.ts';
import type { LampTest } from './lamp.ts';
import { defaultParams, type Params } from './params.ts';
import type { Projections } from './projection.ts';
import { type Consent, GUESSES } from './record.ts';
import type { Cue, Morph, Scenes } from './scenes.ts';
import { type Calibration, type ConfiguredSensor, uncalibrated } from './sensing/calibration.ts';
import type { Fusion } from './sensing/fusion.ts';
import { awake, type NightLook, nightLook, type Sleep } from './sleep.ts';
import { emptyWall, type Specimen, type Wall } from './wall.ts';

/** Where a visit stands. Nothing of it is hidden in a page. */
export type Phase = 'attract' | 'invite' | 'notice' | 'capture' | 'reveal';

export interface Visit {
  visit: string;
  cause: string;
  /** The page whose camera looks at this visitor; null = none yet. Of several booths the others wait. */
  booth: string | null;
  /** Selfies refused so far. */
  refused: number;
  /** The consent the visitor is being asked for by button alone; null = none. */
  asked: keyof Consent | null;
  /** The profile's creature once it is born. */
  creature: number | null;
  /** Every sensor has lost the visitor; the phase ends sooner. */
  missed: boolean;
  /** While missed: when the phase would have run out. */
  until: number | null;
}

/** How long each phase may last, in ms. */
export interface PhaseTimes {
  noticeMs: number;
  captureMs: number;
  readingMs: number;
  revealMs: number;
  /** How long a visitor whom no sensor sees any more is waited for. */
  leftMs: number;
}

export interface DeviceState {
  state: 'real' | 'sim' | 'lost';
  cause: string;
}

export interface Fault {
  code: string;
  where: string;
  since: number;
}

export interface State {
  show: string;
  open: boolean;
  aspect: number;
  wall: Wall;
  /** The creatures on the wall, by id. */
  specimens: Record<string, Specimen>;
  /** The last creatures that may not be shown again; the archive keeps all of them. */
  hidden: number[];
  /** Profiles that may not be seen until the desk has approved them, the oldest first. */
  waiting: number[];
  births: number;
  phase: Phase;
  visit: Visit | null;
  /** When the phase runs out (ms since 1970); null = never. */
  deadline: number | null;
  visits: number;
  /** Sensors that see somebody, with the distance in cm. */
  present: Record<string, number>;
  params: Params;
  /** The known look: the parameters of the configuration. */
  home: Params;
  desk: Desk;
  /** Names of the generator's directions that can be steered along. */
  directions: readonly string[];
  morph: Morph | null;
  scenes: Scenes;
  cues: Record<string, Cue>;
  devices: Record<string, DeviceState>;
  faults: Fault[];
  blackout: boolean;
  freeze: boolean;
  /** When the house is open; null = always. */
  hours: Hours | null;
  sleep: Sleep;
  /** How each part of the wall is projected. */
  projections: Projections;
  /** When the readings of the sensors are somebody. */
  calibration: Calibration;
  /** The USB button that was learnt, or is being learnt. */
  button: ButtonState;
  /** The pattern of the button's lamp that was tried out last. */
  lamp: LampTest | null;
  times: PhaseTimes;
  /** What begins a visit. */
  begin: 'button' | 'presence' | 'both';
  /** Whether visitors are asked to prove that they are not only human. */
  captcha: boolean;
  /** What may be guessed of visitors; the pages do not even look for the rest. */
  guesses: readonly (typeof GUESSES)[number][];
  /** Where phones in the room reach the show; null = nowhere. */
  phones: string | null;
}

export interface Opening {
  show: string;
  aspect: number;
  params: Partial<Params>;
  scenes: Scenes;
  cues: Record<string, Cue>;
  times: PhaseTimes;
  begin: State['begin'];
  captcha?: boolean;
  guesses?: State['guesses'];
  directions?: readonly string[];
  phones?: string | null;
  boards?: readonly { sensors: readonly ConfiguredSensor[] }[];
  fusion?: Fusion;
  hours?: (Hours & { look?: NightLook }) | null;
}

/** The state of a show that has just been set up: an empty wall and nobody there. */
export function initialState(opening: Opening): State {
  const params = { ...defaultParams(), ...opening.params };
  return {
    show: opening.show,
    open: false,
    aspect: opening.aspect,
    wall: emptyWall(params.columns, opening.aspect),
    specimens: {},
    hidden: [],
    waiting: [],
    births: 0,
    phase: 'attract',
    visit: null,
    deadline: null,
    visits: 0,
    present: {},
    params,
    home: params,
    desk: { ...emptyDesk, next: Object.keys(opening.cues)[0] ?? null },
    directions: opening.directions ?? [],
    morph: null,
    scenes: opening.scenes,
    cues: opening.cues,
    devices: {},
    faults: [],
    blackout: false,
    freeze: false,
    hours: opening.hours ?? null,
    sleep: awake(opening.hours?.look ?? nightLook),
    projections: {},
    calibration: uncalibrated(
      opening.boards?.flatMap(({ sensors }) => sensors),
      opening.fusion,
    ),
    button: noButton,
    lamp: null,
    times: opening.times,
    begin: opening.begin,
    captcha: opening.captcha ?? false,
    guesses: opening.guesses ?? GUESSES,
    phones: opening.phones ?? null,
  };
}
