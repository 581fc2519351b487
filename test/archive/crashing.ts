import { openShow, profileOf } from './born.ts';

/** Announces births and visits without end and prints each id once it is announced; made to be killed. */
const { birth, stage } = openShow(process.argv[2]!);
for (let i = 0; ; i++) {
  const profile = i % 5 === 4 ? profileOf(`visitor ${stage.revision}`, `code-${stage.revision}`) : undefined;
  const id = await birth(profile ? { profile } : {});
  process.stdout.write(`${id} ${profile?.code ?? '-'}\n`);
}
