package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	0.42,  // always
	0.40,  // headOut
	0.40,  // leadOut
	1.04,  // bodyOut
	0.72,  // named
	1.31,  // manyTypes
	0.92,  // somePeople
	1.33,  // told
	0.45,  // attacked
	0.84,  // claims
	0.69,  // admits
	-0.85, // noHint
	-0.95, // untakenTop
	-1.84, // untakenBelow
	-2.36, // otherTop
	-0.54, // otherBelow
	-0.96, // notData
	-0.13, // advises
	-0.06, // advisesTop
	-1.01, // nobody
	1.22,  // dated
	0.70,  // warns
	-1.24, // sourceless
	-1.54, // mute
}
