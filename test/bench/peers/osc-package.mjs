import osc from 'osc';

// The `osc` package answering each message with the same: what another library takes to read and write one.
const port = new osc.UDPPort({ localAddress: '127.0.0.1', localPort: 0, metadata: true });
port.on('message', (message, _timeTag, { address, port: from }) => port.send(message, address, from));
port.on('ready', () => process.send(port.socket.address().port));
port.open();
