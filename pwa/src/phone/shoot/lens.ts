// The camera as a stream that is open only while somebody looks through it.

import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

export type LensState = 'starting' | 'ready' | 'denied'

/** `torch` is not yet in the types of the standard library. */
type TorchSet = MediaTrackConstraintSet & { torch?: boolean }

export interface Lens {
  state: Ref<LensState>
  /** undefined where the phone has no light for it. */
  torch: Ref<boolean | undefined>
  light(): Promise<void>
  /** What the lens sees now, as a JPEG. */
  grab(): Promise<File | undefined>
}

export function useLens(video: Ref<HTMLVideoElement | null>): Lens {
  const state = ref<LensState>('starting')
  const torch = ref<boolean>()
  let stream: MediaStream | undefined
  let round = 0

  function stop(): void {
    round += 1
    stream?.getTracks().forEach((track) => track.stop())
    stream = undefined
    torch.value = undefined
    if (video.value) video.value.srcObject = null
  }
  async function start(): Promise<void> {
    stop()
    const mine = round
    state.value = 'starting'
    try {
      const opened = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: { ideal: 'environment' }, width: { ideal: 3840 }, height: { ideal: 2160 } } })
      if (mine !== round || !video.value) {
        opened.getTracks().forEach((track) => track.stop())
        return
      }
      stream = opened
      video.value.srcObject = opened
      await video.value.play()
      const [track] = opened.getVideoTracks()
      if (track && (track.getCapabilities?.() as { torch?: boolean } | undefined)?.torch) torch.value = false
      track?.addEventListener('ended', () => mine === round && (state.value = 'denied')) // another app took it
      state.value = 'ready'
    } catch {
      if (mine === round) state.value = 'denied'
    }
  }
  const seen = (): void => {
    if (document.hidden) stop()
    else void start()
  }
  onMounted(() => {
    document.addEventListener('visibilitychange', seen)
    void start()
  })
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', seen)
    stop()
  })
  return {
    state,
    torch,
    async light() {
      const next = !torch.value
      const [track] = stream?.getVideoTracks() ?? []
      await track?.applyConstraints({ advanced: [{ torch: next } as TorchSet] }).then(() => (torch.value = next), () => undefined)
    },
    async grab() {
      const from = video.value
      if (state.value !== 'ready' || !from?.videoWidth) return undefined
      const canvas = document.createElement('canvas')
      canvas.width = from.videoWidth
      canvas.height = from.videoHeight
      canvas.getContext('2d')?.drawImage(from, 0, 0)
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92))
      canvas.width = 0 // its memory is wanted for the next shot
      return blob ? new File([blob], 'shot.jpg', { type: 'image/jpeg', lastModified: Date.now() }) : undefined
    },
  }
}
