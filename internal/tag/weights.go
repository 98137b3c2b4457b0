package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	0.81,  // always
	0.25,  // headOut
	0.35,  // leadOut
	0.94,  // bodyOut
	0.65,  // named
	1.27,  // manyTypes
	0.63,  // somePeople
	1.06,  // told
	0.31,  // attacked
	0.70,  // claims
	0.43,  // admits
	-1.34, // noHint
	-0.97, // untakenTop
	-1.54, // untakenBelow
	-1.99, // otherTop
	-0.45, // otherBelow
	-1.02, // notData
	-0.07, // advises
	0.07,  // advisesTop
	-1.52, // nobody
	1.04,  // dated
	0.30,  // warns
	-1.03, // sourceless
	-1.27, // mute
}
