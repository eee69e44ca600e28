package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
)

// Head is where the chain of one check stood: the leaf of an anchor.
type Head struct {
	CheckID string `json:"checkId"`
	Acts    int    `json:"acts"`
	Hash    string `json:"hash"`
}

// leaf and node are hashed apart (RFC 6962, 2.1), so that no node can be passed off as a leaf.
func (h Head) leaf() []byte {
	sum := sha256.Sum256([]byte("\x00" + h.CheckID + "\n" + strconv.Itoa(h.Acts) + "\n" + h.Hash))
	return sum[:]
}

func node(left, right []byte) []byte {
	sum := sha256.Sum256(append(append([]byte{1}, left...), right...))
	return sum[:]
}

// MerkleRoot is the hex root (RFC 6962, 2.1) over heads in the order given, which is by check id. No heads: the SHA-256
// of nothing.
func MerkleRoot(heads []Head) string {
	if len(heads) == 0 {
		return Sum(nil)
	}
	return hex.EncodeToString(root(leaves(heads)))
}

func leaves(heads []Head) [][]byte {
	out := make([][]byte, len(heads))
	for i, h := range heads {
		out[i] = h.leaf()
	}
	return out
}

func root(level [][]byte) []byte {
	if len(level) == 1 {
		return level[0]
	}
	k := split(len(level))
	return node(root(level[:k]), root(level[k:]))
}

// split is the largest power of two smaller than n.
func split(n int) int {
	k := 1
	for k*2 < n {
		k *= 2
	}
	return k
}

// MerklePath is the audit path (RFC 6962, 2.1.1) of the head at index, hex, from the leaf up.
func MerklePath(heads []Head, index int) []string {
	path := [][]byte{}
	collect(leaves(heads), index, &path)
	out := make([]string, len(path))
	for i, p := range path {
		out[i] = hex.EncodeToString(p)
	}
	return out
}

func collect(level [][]byte, index int, path *[][]byte) {
	if len(level) <= 1 {
		return
	}
	k := split(len(level))
	if index < k {
		collect(level[:k], index, path)
		*path = append(*path, root(level[k:]))
		return
	}
	collect(level[k:], index-k, path)
	*path = append(*path, root(level[:k]))
}

// MerkleHolds says whether head stands at index of size heads under root, by its audit path (RFC 9162, 2.1.3.2).
func MerkleHolds(head Head, index, size int, path []string, root string) bool {
	if index < 0 || index >= size {
		return false
	}
	fn, sn, r := index, size-1, head.leaf()
	for _, p := range path {
		sibling, err := hex.DecodeString(p)
		if err != nil || len(sibling) != sha256.Size || sn == 0 {
			return false
		}
		if fn%2 == 1 || fn == sn {
			r = node(sibling, r)
			for fn%2 == 0 && fn != 0 {
				fn, sn = fn/2, sn/2
			}
		} else {
			r = node(r, sibling)
		}
		fn, sn = fn/2, sn/2
	}
	return sn == 0 && hex.EncodeToString(r) == root
}
