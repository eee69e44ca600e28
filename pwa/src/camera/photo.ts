// The words that the camera's two sides (page and worker) use with each other. Nothing here runs.

/** WGS-84 degrees; accuracy in metres, 0 where the picture does not say. */
export interface PhotoPosition {
  lat: number
  lng: number
  accuracy: number
}

export type PhotoSource = 'camera' | 'album'

/** What is printed on the evidence copy. The caller writes the words in the bureau's language and time. */
export interface Watermark {
  lines: readonly string[]
  /** Set apart at the right, such as 相册导入. */
  stamp?: string
}

/** What the untouched original says of itself. `time` is raw, because EXIF carries no zone. */
export interface Exif {
  time?: string
  position?: PhotoPosition
}

/** A picture ready to be stored: a reduced, watermarked JPEG, and the fingerprint of the original it was made from. */
export interface DevelopedPhoto {
  bytes: ArrayBuffer
  sha256: string
  originalSha256: string
  width: number
  height: number
  exif: Exif
  /** What it looks like, 16 hexadecimal digits; empty when it is too plain to say. */
  print: string
}

export type PhotoCode = 'photo.too_big' | 'photo.empty' | 'photo.unreadable'

/** A picture that cannot be used, with a code that has a sentence in every language. */
export class PhotoError extends Error {
  constructor(
    readonly code: PhotoCode,
    override readonly cause?: unknown,
  ) {
    super(code)
    this.name = 'PhotoError'
  }
}

export interface DevelopRequest {
  id: number
  file: Blob
  watermark: Watermark
}

export type DevelopReply = { id: number; photo: DevelopedPhoto } | { id: number; code: PhotoCode; why: string }

export const MAX_BYTES = 60 * 1024 * 1024
export const MAX_SIDE = 1600
export const QUALITY = 0.8
