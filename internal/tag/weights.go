package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	1.07,  // always
	0.27,  // headOut
	0.28,  // leadOut
	0.86,  // bodyOut
	0.52,  // named
	1.20,  // manyTypes
	0.58,  // somePeople
	1.04,  // told
	0.16,  // attacked
	0.70,  // claims
	0.59,  // admits
	-1.43, // noHint
	-0.97, // untakenTop
	-1.57, // untakenBelow
	-2.33, // otherTop
	-0.43, // otherBelow
	-1.09, // notData
	-0.09, // advises
	0.20,  // advisesTop
	-1.29, // nobody
	0.81,  // dated
	0.36,  // warns
	-1.12, // sourceless
	-1.23, // mute
}
