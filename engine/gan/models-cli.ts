import { models } from './models-commands.ts';

// npm run models -- verify | info | bench | sheet | parity FOLDER
process.exitCode = await models(process.argv.slice(2));
