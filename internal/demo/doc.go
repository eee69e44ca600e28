// Package demo fills an empty installation with a believable world: the bureau of 金坛区 with its towns and sections,
// the founding plan's 390 targets as fictional enterprises, people for every role, checks in every state with generated
// pictures, and a second small bureau that shows that nothing leaks between the two.
//
// It builds everything through the same operations as a person would; it inserts no rows of its own and refuses to touch
// an installation that already has a bureau. Names are fictional and end in （演示）, telephone numbers and certificate
// numbers cannot be real, pictures are drawn shapes. Start reading at Fill (fill.go).
package demo
