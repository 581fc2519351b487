import type { RoomSetup } from '../../engine/show/sensing/room.ts';
import { tried } from './trying.ts';

interface Order {
  texts: string[];
  setups: Record<string, RoomSetup>;
}

self.onmessage = ({ data: { texts, setups } }: MessageEvent<Order>) => {
  self.postMessage(tried(texts, setups));
};
