/** So long without a new frame and a camera is stuck; a slow machine drops some, never all. */
const STUCK_MS = 6000;
const CHECK_MS = 500;

/** Calls `onLost` once where the camera goes away or stands still while it is watched. Returns how to stop. */
export function watchCamera(video: HTMLVideoElement, stream: MediaStream, onLost: () => void): () => void {
  let frames = 0;
  let since = performance.now();
  const check = () => {
    const { totalVideoFrames } = video.getVideoPlaybackQuality();
    if (totalVideoFrames !== frames) since = performance.now();
    frames = totalVideoFrames;
    const gone = stream.getVideoTracks().every(({ readyState }) => readyState === 'ended');
    if (!gone && performance.now() - since < STUCK_MS) return;
    clearInterval(timer);
    onLost();
  };
  const timer = setInterval(check, CHECK_MS);
  return () => clearInterval(timer);
}
