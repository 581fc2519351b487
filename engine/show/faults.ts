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
  'archive-damaged': {
    sentence:
      'The archive was damaged and is moved aside; the show goes on with the last daily copy, or anew.',
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
  'osc-blocked': {
    sentence: 'OSC could not listen or send.',
    remedy: 'Free the port or change osc.listenPort in show-config.json.',
  },
  'osc-refused': {
    sentence: 'OSC messages that do not follow the contract were dropped.',
    remedy: 'See the OSC table in the README for addresses and types.',
  },
} as const satisfies Record<string, { sentence: string; remedy: string }>;

export type FaultCode = keyof typeof faults;

/** Whether `code` is in the closed list. */
export function isFault(code: string): code is FaultCode {
  return Object.hasOwn(faults, code);
}
