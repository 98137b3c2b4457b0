package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	1.00,  // always
	0.24,  // headOut
	0.35,  // leadOut
	0.97,  // bodyOut
	0.68,  // named
	1.23,  // manyTypes
	0.61,  // somePeople
	1.01,  // told
	0.10,  // attacked
	0.68,  // claims
	0.44,  // admits
	-1.34, // noHint
	-0.98, // untakenTop
	-1.52, // untakenBelow
	-2.02, // otherTop
	-0.45, // otherBelow
	-1.05, // notData
	-0.07, // advises
	0.05,  // advisesTop
	-1.52, // nobody
	1.05,  // dated
	0.30,  // warns
	-1.03, // sourceless
	-1.30, // mute
}
