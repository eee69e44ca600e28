package planning

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
)

// dice is chance that can be played again: HMAC-SHA-256 keyed with the seed's 32 bytes over a counter (8 bytes, big
// endian, from 0); each block gives four numbers of 64 bits, big endian.
type dice struct {
	key     []byte
	counter uint64
	block   []byte
}

func diceFrom(seed string) (*dice, bool) {
	key, err := hex.DecodeString(seed)
	return &dice{key: key}, err == nil && len(key) == 32
}

func (d *dice) next() uint64 {
	if len(d.block) == 0 {
		mac := hmac.New(sha256.New, d.key)
		mac.Write(binary.BigEndian.AppendUint64(nil, d.counter))
		d.counter++
		d.block = mac.Sum(nil)
	}
	n := binary.BigEndian.Uint64(d.block)
	d.block = d.block[8:]
	return n
}

// below gives a number from 0 to n−1, each as likely as any other: of the 2^64 numbers, those beyond the last whole
// multiple of n are thrown again.
func (d *dice) below(n int) int {
	m := uint64(n)
	limit := math.MaxUint64 - (math.MaxUint64%m+1)%m // the last number that is not thrown again
	for {
		if x := d.next(); x <= limit {
			return int(x % m)
		}
	}
}
