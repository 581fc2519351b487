/** The closed list of fault codes: what it means for the room, and what a person can do about it. */
export const faults = {
  'generator-down': {
    sentence: 'The generator is not running; the wall breathes and shows the archive.',
    remedy: 'It restarts by itself. If it does not, run npm run doctor.',
  },
  'generator-slow': {
    sentence: 'The machine cannot keep the tempo; births come as fast as it can.',
    remedy: 'Lower tempo or inbetween, choose a smaller generator, or use a GPU.',
  },
  'birth-failed': {
    sentence: 'A birth could not be finished; the next one is tried.',
    remedy: 'See the log for the cause; npm run models -- verify checks the model.',
  },
  'model-missing': {
    sentence: 'A model file is missing.',
    remedy: 'Fetch the repository again or correct models/manifest.json.',
  },
  'model-mismatch': {
    sentence: 'A model file does not match its hash in models/manifest.json.',
    remedy: 'Restore the file from the repository, or update the hash if you changed the model.',
  },
  'visitors-refused': {
    sentence: 'A network that reads or paints visitors cannot be opened; visits go on without it.',
    remedy: 'See the log for why; npm run models -- verify checks the files.',
  },
  'classifier-refused': {
    sentence: 'One of your own classifiers cannot be opened; its attribute is left out.',
    remedy: 'See the log for why; correct visit.classifiers in show-config.json.',
  },
  'classifier-failed': {
    sentence: 'One of your own classifiers gave no answer; its attribute is left out.',
    remedy: 'See visit.classifiers in show-config.json; try its model on its own.',
  },
  'provider-refused': {
    sentence: 'A wanted execution provider is not available; the next one is used.',
    remedy: 'See npm run doctor; remove it from generator.providers if this is expected.',
  },
  'archive-failed': {
    sentence: 'The archive could not be written; the show goes on unrecorded.',
    remedy: 'Free disk space and check the permissions of the data folder.',
  },
  'disk-low': {
    sentence: 'The disk of the data folder is nearly full.',
    remedy:
      'Free disk space, or lower archive.picturesMB in show-config.json; archive.freeMB says when this is told.',
  },
  'archive-damaged': {
    sentence:
      'The archive was damaged and is moved aside; the show goes on with the last daily copy and all that could be read since.',
    remedy: 'Check the disk. npm run restore takes an older copy.',
  },
  'backup-failed': {
    sentence: 'A daily copy of the archive could not be made, or held an erased visitor and was removed.',
    remedy: 'Free disk space and check the permissions of the data folder; the copy is tried again.',
  },
  'picture-missing': {
    sentence: 'A picture could not be read and is rendered again from its genome.',
    remedy: 'Nothing to do; check the disk if it happens often.',
  },
  'visit-failed': {
    sentence: 'A visit could not be finished; the visitor was asked to try again.',
    remedy: 'See the log for the cause.',
  },
  'journal-unread': {
    sentence: 'A line of the journal could not be read and was left out.',
    remedy: 'Restore the archive from a backup if the wall looks wrong.',
  },
  'device-failed': {
    sentence: 'A device could not be opened.',
    remedy: 'Check its cable and its entry in show-config.json; it is tried again by itself.',
  },
  'sensor-drifted': {
    sentence: 'What a sensor reads of the empty room has moved away from its calibration.',
    remedy: 'See what stands or hangs before it; where that is to stay, calibrate it again at /calibrate.',
  },
  'osc-blocked': {
    sentence: 'OSC could not listen or send.',
    remedy: 'Free the port or change osc.listenPort in show-config.json.',
  },
  'osc-unreachable': {
    sentence: 'Nothing can be sent to an OSC target: its name is not known or its network is away.',
    remedy: 'Check the network and osc.targets in show-config.json; it is tried again by itself.',
  },
  'osc-refused': {
    sentence: 'OSC messages that do not follow the contract were dropped.',
    remedy: 'See the OSC table in the README for addresses and types.',
  },
  'wall-blind': {
    sentence: 'A page of the wall has no WebGL: it shows the wall plainly, without transitions.',
    remedy:
      'Open it with hardware/venue/kiosk.sh, or install the graphics driver; chrome://gpu says what is missing.',
  },
  'wall-stalled': {
    sentence: 'A page of the wall is open and has drawn nothing for a quarter of a minute.',
    remedy: 'Load it anew; POST /api/pages/reload does that from afar. If it stays, start the kiosk again.',
  },
  'camera-failed': {
    sentence: 'The camera of the booth gives no picture; visitors are asked for a photo, or to come again.',
    remedy: 'Check its cable, its cap and that no other program holds it; the next visit tries it again.',
  },
} as const satisfies Record<string, { sentence: string; remedy: string }>;

export type FaultCode = keyof typeof faults;

/** What only a page can know, and may raise and clear. */
export const pageFaults: ReadonlySet<string> = new Set<FaultCode>(['wall-blind', 'camera-failed']);

/** Whether `code` is in the closed list. */
export function isFault(code: string): code is FaultCode {
  return Object.hasOwn(faults, code);
}
