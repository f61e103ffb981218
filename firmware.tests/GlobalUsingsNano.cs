#if NANOFRAMEWORK_1_0
global using nanoFramework.TestFramework;
#endif
