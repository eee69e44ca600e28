import type { Photo, PhotoMark } from './record.gen'

/** drawn gives everything to be drawn on a picture, in order. */
export const drawn = (photo: Photo): PhotoMark[] => (photo.marks ?? []).flatMap((set) => set.marks)
