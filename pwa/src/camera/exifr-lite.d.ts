declare module 'exifr/dist/lite.esm.mjs' {
  interface Tags {
    DateTimeOriginal?: unknown
    CreateDate?: unknown
    latitude?: unknown
    longitude?: unknown
    GPSHPositioningError?: unknown
  }
  export function parse(bytes: ArrayBuffer, options: { tiff: boolean; exif: boolean; gps: boolean; reviveValues: boolean }): Promise<Tags | undefined>
}
