package inspection

//go:generate go run ./gen ../../pwa/src/inspection
