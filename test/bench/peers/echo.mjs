import { createSocket } from 'node:dgram';

// A bare UDP echo: the limit of what one process can answer another.
const socket = createSocket('udp4');
socket.on('message', (bytes, { port, address }) => socket.send(bytes, port, address));
socket.bind(0, '127.0.0.1', () => process.send(socket.address().port));
