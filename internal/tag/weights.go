package tag

// weights of the signals, in their order. Written by: go test ./internal/tag -run TestTrain -train
var weights = [...]float64{
	0.25,  // always
	0.39,  // headOut
	0.50,  // leadOut
	1.20,  // bodyOut
	0.50,  // named
	1.60,  // manyTypes
	0.95,  // somePeople
	1.52,  // told
	0.29,  // attacked
	0.84,  // claims
	0.56,  // admits
	-1.11, // noHint
	-1.06, // untakenTop
	-1.84, // untakenBelow
	-2.34, // otherTop
	-0.29, // otherBelow
	-0.97, // notData
	-0.12, // advises
	0.03,  // advisesTop
	-1.01, // nobody
	1.00,  // dated
	0.79,  // warns
	-1.31, // sourceless
}
