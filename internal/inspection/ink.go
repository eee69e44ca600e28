package inspection

import "math"

const (
	mostPoints  = 5000
	shortestInk = 0.05        // of the pad's width, all strokes together: less is a dot
	longestInk  = 3_600_000.0 // ms
	farthestInk = 20_000.0
)

// fault says in one word why an ink is no signature; "" when it is one.
func (k Ink) fault() string {
	points, way := 0, 0.0
	for _, stroke := range k.Strokes {
		if len(stroke) == 0 {
			return "empty_stroke"
		}
		for i, p := range stroke {
			if len(p) != 4 || math.Abs(p[0]) > farthestInk || math.Abs(p[1]) > farthestInk || p[2] < 0 || p[2] > longestInk || p[3] < 0 || p[3] > 1 {
				return "bad_point"
			}
			if i > 0 {
				way += math.Hypot(p[0]-stroke[i-1][0], p[1]-stroke[i-1][1])
			}
		}
		points += len(stroke)
	}
	switch {
	case points > mostPoints:
		return "too_many_points"
	case len(k.Strokes) == 0:
		return "no_strokes"
	case way < shortestInk*k.Width:
		return "too_short"
	}
	return ""
}
