package planning

//go:generate go run ./gen ../../pwa/src/planning
